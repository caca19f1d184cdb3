package dev.restante.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request target taken apart before it is decoded, so that an encoded slash stays part of its id and dots stay dots. A {@code +} is a plus
 * (RFC 3986), as dates need it.
 */
record Target(List<String> segments, Map<String, String> query) {

    Target {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
    }

    static Target parse(String raw) {
        String target = withoutOrigin(raw);
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return new Target(segmentsOf(path), parametersOf(query));
    }

    /** A proxy sends {@code http://host/path}. */
    private static String withoutOrigin(String raw) {
        if (raw.startsWith("/")) {
            return raw;
        }
        int scheme = raw.indexOf("://");
        int path = scheme < 0 ? -1 : raw.indexOf('/', scheme + 3);
        return path < 0 ? "/" : raw.substring(path);
    }

    private static List<String> segmentsOf(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(PercentCoding.decode(segment, "the path"));
        }
        return segments;
    }

    private static Map<String, String> parametersOf(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = PercentCoding.decode(equals < 0 ? part : part.substring(0, equals), "the query");
            String value = equals < 0
                    ? ""
                    : PercentCoding.decode(part.substring(equals + 1), "query parameter '" + name + "'");
            if (parameters.put(name, value) != null) {
                throw malformed("query parameter '" + name + "' is given twice");
            }
        }
        return parameters;
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED.because(detail).asException();
    }
}
