package dev.restante.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.cluster.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.jdk.javaapi.CollectionConverters;

/** What the log says of a node that is not let in. */
class JoinCheckTest {

    private final JoinCheck check = new JoinCheck();

    private String verdict(String joining, String here) {
        return check.check(ConfigFactory.parseString(joining), ConfigFactory.parseString(here))
                .toString();
    }

    @Test
    void another_number_of_partitions_is_refused_with_both_numbers() {
        assertThat(verdict("restante.partitions = 32", "restante.partitions = 64"))
                .contains(
                        "restante.partitions is 32 on the node that wants to join, and 64 in the cluster; an actor would"
                                + " be looked for in two partitions: set it as in the cluster");
    }

    @Test
    void a_node_of_another_cluster_is_refused_by_name() {
        assertThat(verdict("restante.name = orders", "restante.name = bank"))
                .contains(
                        "restante.name is orders on the node that wants to join, and bank in the cluster; it belongs to"
                                + " another cluster: name the seed nodes of that one");
    }

    @Test
    void a_node_on_another_database_is_refused() {
        assertThat(verdict("restante.store-identity = a-1", "restante.store-identity = b-2"))
                .contains("restante.store-identity is a-1 on the node that wants to join, and b-2 in the cluster")
                .contains("these are two stores")
                .contains("set restante.postgres.jdbc-url and restante.postgres.schema as in the cluster");
    }

    @Test
    void a_node_that_does_not_say_what_it_has_is_refused() {
        assertThat(verdict("", "restante.store-identity = b-2"))
                .contains("restante.store-identity is not set on the node that wants to join");
    }

    @ParameterizedTest
    @CsvSource({"1.4.0, 1.3.9", "1.3.0, 1.4.2-SNAPSHOT", "0.1.0-SNAPSHOT, 0.1.0-SNAPSHOT", "nightly, nightly"})
    void releases_that_follow_each_other_work_together(String joining, String here) {
        assertThat(verdict("restante.release = \"" + joining + '"', "restante.release = \"" + here + '"'))
                .isEqualTo(Valid.getInstance().toString());
    }

    @ParameterizedTest
    @CsvSource({"1.5.0, 1.3.9", "2.0.0, 1.9.0", "nightly, 1.3.0", "1.3, 1.3.0"})
    void releases_too_far_apart_are_refused(String joining, String here) {
        assertThat(verdict("restante.release = \"" + joining + '"', "restante.release = \"" + here + '"'))
                .contains("the node that wants to join is of release " + joining + ", and this one of " + here)
                .contains("update by way of those in between");
    }

    @Test
    void all_that_is_compared_is_asked_for() {
        assertThat(CollectionConverters.asJava(check.requiredKeys()))
                .contains("restante.release", "restante.name", "restante.partitions", "restante.store-identity");
    }
}
