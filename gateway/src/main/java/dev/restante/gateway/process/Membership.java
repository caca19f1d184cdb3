package dev.restante.gateway.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A node's view of the cluster.
 *
 * @param members how many nodes there are
 * @param owned how many partitions each host answers for
 * @param missing how many partitions nobody answers for
 */
public record Membership(int members, Map<String, Integer> owned, int missing) {

    /** Of a node that does not answer. */
    public static final Membership UNKNOWN = new Membership(0, Map.of(), 0);

    public Membership {
        owned = new TreeMap<>(owned);
    }

    /** Reads the answer to {@code GET /cluster}. */
    static Membership of(JsonNode cluster) {
        Map<String, Integer> owned = new TreeMap<>();
        cluster.path("members").forEach(member -> owned.put(host(member.path("address")), 0));
        cluster.path("partitions").forEach(owner -> owned.merge(host(owner), 1, Integer::sum));
        int partitions = cluster.path("partitions").size();
        return new Membership(
                cluster.path("members").size(),
                owned,
                cluster.path("partitionCount").asInt() - partitions);
    }

    private static String host(JsonNode address) {
        return URI.create(address.asText()).getHost();
    }

    /** Whether all partitions are with others than {@code host}. */
    public boolean doesWithout(String host) {
        return members > 0 && missing == 0 && owned.getOrDefault(host, 0) == 0;
    }

    /** Whether {@code count} nodes own all partitions, none more than half as many again as its share. */
    public boolean isBalanced(int count) {
        int partitions = owned.values().stream().mapToInt(Integer::intValue).sum();
        double most = 1.5 * partitions / count;
        return members == count
                && missing == 0
                && owned.size() == count
                && owned.values().stream().allMatch(each -> each <= most);
    }

    /** As in {@code 127.0.0.2 has 32, 127.0.0.4 has 20, nobody 12}. */
    public String partitions() {
        String owners = owned.entrySet().stream()
                .map(each -> each.getKey() + " has " + each.getValue())
                .collect(Collectors.joining(", "));
        return missing == 0 ? owners : owners + ", nobody " + missing;
    }
}
