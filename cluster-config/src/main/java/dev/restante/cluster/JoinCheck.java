package dev.restante.cluster;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Compares what must be the same on all nodes of a cluster when one wants to join. What differs, and what would be right, is said in the log
 * of the node that was asked. Made by Pekko, by its name in the configuration.
 */
public final class JoinCheck extends JoinConfigCompatChecker {

    private static final String RELEASE = "restante.release";
    private static final String AS_THERE = "set it as in the cluster";

    /** Each with what would go wrong, and what to do. */
    private static final List<Shared> SHARED = List.of(
            new Shared(
                    "restante.name",
                    "it belongs to another cluster",
                    "name the seed nodes of that one, or " + AS_THERE),
            new Shared("restante.partitions", "an actor would be looked for in two partitions", AS_THERE),
            new Shared("restante.storage.journal", "partitions would leave their logs behind when they move", AS_THERE),
            new Shared("restante.storage.snapshot-store", "partitions would leave their checkpoints behind", AS_THERE),
            new Shared("restante.state-store.provider", "partitions would leave their states behind", AS_THERE),
            new Shared(
                    "restante.store-identity",
                    "these are two stores, and partitions would leave all they have behind",
                    "set restante.postgres.jdbc-url and restante.postgres.schema as in the cluster"),
            new Shared("restante.limits.channel", "nodes would forget channels that others still use", AS_THERE));

    @Override
    public Seq<String> requiredKeys() {
        return seq(Stream.concat(Stream.of(RELEASE), SHARED.stream().map(Shared::path)));
    }

    @Override
    public ConfigValidation check(Config joining, Config here) {
        List<String> differences = Stream.concat(
                        tooFarApart(joining, here).stream(),
                        SHARED.stream().flatMap(setting -> setting.difference(joining, here).stream()))
                .toList();
        return differences.isEmpty() ? Valid.getInstance() : new Invalid(seq(differences.stream()));
    }

    private static Optional<String> tooFarApart(Config joining, Config here) {
        String theirs = value(joining, RELEASE);
        String ours = value(here, RELEASE);
        boolean together = theirs.equals(ours)
                || Release.of(theirs)
                        .flatMap(release -> Release.of(ours).filter(release::worksWith))
                        .isPresent();
        return together
                ? Optional.empty()
                : Optional.of("the node that wants to join is of release " + theirs + ", and this one of " + ours
                        + "; only releases that follow each other work together: update by way of those in between");
    }

    private static String value(Config config, String path) {
        return config.hasPath(path) ? config.getValue(path).unwrapped().toString() : "not set";
    }

    private static Seq<String> seq(Stream<String> strings) {
        return CollectionConverters.asScala(strings.toList()).toSeq();
    }

    /** A setting that all nodes share, what would happen otherwise, and what to do about it. */
    private record Shared(String path, String otherwise, String remedy) {

        Optional<String> difference(Config joining, Config here) {
            String theirs = value(joining, path);
            String ours = value(here, path);
            return theirs.equals(ours)
                    ? Optional.empty()
                    : Optional.of(path + " is " + theirs + " on the node that wants to join, and " + ours
                            + " in the cluster; " + otherwise + ": " + remedy);
        }
    }
}
