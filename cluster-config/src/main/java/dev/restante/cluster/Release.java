package dev.restante.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a release that say which others it works together with. */
record Release(int major, int minor) {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\..*");

    /** Empty for a text like {@code nightly}. */
    static Optional<Release> of(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches()
                ? Optional.of(new Release(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether nodes of both may serve one store: releases that follow each other, within one major number. */
    boolean worksWith(Release other) {
        return major == other.major && Math.abs(minor - other.minor) <= 1;
    }
}
