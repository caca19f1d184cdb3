package dev.restante;

import java.util.List;
import java.util.Map;

/**
 * The cluster as one node sees it.
 *
 * @param partitions owner's address by partition; a partition between two owners is missing
 */
public record ClusterStatus(List<Member> members, Map<Integer, String> partitions, int partitionCount) {

    public ClusterStatus {
        members = List.copyOf(members);
        partitions = Map.copyOf(partitions);
    }

    /**
     * One node.
     *
     * @param roles what it was given, and by which it tells the others what it reads
     */
    public record Member(String address, String status, String version, List<String> roles) {

        public Member {
            roles = List.copyOf(roles);
        }
    }
}
