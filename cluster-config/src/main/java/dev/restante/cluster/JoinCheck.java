package dev.restante.cluster;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Compares what must be the same on all nodes of a cluster when one wants to join, and says what differs in the log of both sides. Made by
 * Pekko, by its name in the configuration.
 */
public final class JoinCheck extends JoinConfigCompatChecker {

    /** Each with what would go wrong. */
    private static final List<Shared> SHARED = List.of(
            new Shared("restante.partitions", "an actor would be looked for in two partitions"),
            new Shared("restante.storage.journal", "partitions would leave their logs behind when they move"),
            new Shared("restante.storage.snapshot-store", "partitions would leave their checkpoints behind"),
            new Shared("restante.state-store.provider", "partitions would leave their states behind"),
            new Shared("restante.limits.channel", "nodes would forget channels that others still use"));

    @Override
    public Seq<String> requiredKeys() {
        return seq(SHARED.stream().map(Shared::path).toList());
    }

    @Override
    public ConfigValidation check(Config joining, Config here) {
        List<String> differences = new ArrayList<>();
        for (Shared setting : SHARED) {
            String theirs = value(joining, setting.path());
            String ours = value(here, setting.path());
            if (!theirs.equals(ours)) {
                differences.add(setting.path() + " is " + theirs + " on the node that wants to join, and " + ours
                        + " in the cluster; " + setting.otherwise());
            }
        }
        return differences.isEmpty() ? Valid.getInstance() : new Invalid(seq(differences));
    }

    private static String value(Config config, String path) {
        return config.hasPath(path) ? config.getValue(path).unwrapped().toString() : "not set";
    }

    private static Seq<String> seq(List<String> strings) {
        return CollectionConverters.asScala(strings).toSeq();
    }

    /** A setting that all nodes share, and what would happen otherwise. */
    private record Shared(String path, String otherwise) {}
}
