package dev.restante.pekko;

import dev.restante.ClusterStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** The cluster as this node sees it. Thread-safe. */
record ClusterView(Cluster cluster, PartitionRoutes routes) {

    ClusterStatus status() {
        List<ClusterStatus.Member> members = new ArrayList<>();
        for (Member member : cluster.state().getMembers()) {
            members.add(new ClusterStatus.Member(
                    member.address().toString(),
                    member.status().toString(),
                    member.appVersion().version(),
                    roles(member)));
        }
        Map<Integer, String> owners = new HashMap<>();
        routes.known().forEach((partition, owner) -> {
            Address address = owner.path().address();
            owners.put(
                    partition, (address.hasLocalScope() ? cluster.selfMember().address() : address).toString());
        });
        return new ClusterStatus(members, owners, routes.partitions());
    }

    /** Whether a node at {@code address} is a member, and nobody has given it up. */
    boolean hasNode(Address address) {
        return address.hasLocalScope()
                || StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                        .anyMatch(member -> member.address().equals(address)
                                && !member.status().equals(MemberStatus.down()));
    }

    /** Without the one that Pekko gives every member for its data center. */
    private static List<String> roles(Member member) {
        return member.getRoles().stream()
                .filter(role -> !role.startsWith("dc-"))
                .sorted()
                .toList();
    }
}
