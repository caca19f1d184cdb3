package dev.restante.gateway.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is not HTTP, or over the server's limits, with a problem like any other. Named in {@code server.conf}. */
public final class UnreadableRequests extends ParsingErrorHandler {

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        ProblemType type =
                status.intValue() == ProblemType.TOO_LARGE.status() ? ProblemType.TOO_LARGE : ProblemType.MALFORMED;
        return Replies.problem(type.because(info.summary()).withStatus(status.intValue()));
    }
}
