package dev.restante.gateway.http;

import java.util.Map;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Makes responses. */
final class Replies {

    private static final ContentType.WithFixedCharset PROBLEM_JSON =
            ContentTypes.create(MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8));

    private Replies() {}

    static HttpResponse json(int status, Json.Content content) {
        return HttpResponse.create().withStatus(status).withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(content));
    }

    static HttpResponse noContent() {
        return HttpResponse.create().withStatus(204);
    }

    static HttpResponse problem(Problem problem) {
        HttpResponse response =
                HttpResponse.create().withStatus(problem.status()).withEntity(PROBLEM_JSON, Json.bytes(problem));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            response = response.addHeader(RawHeader.create(header.getKey(), header.getValue()));
        }
        return response;
    }
}
