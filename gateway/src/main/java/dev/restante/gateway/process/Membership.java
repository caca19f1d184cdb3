package dev.restante.gateway.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A node's view of the cluster.
 *
 * @param hosts the nodes that there are
 * @param owners the host that answers for each partition; a partition that nobody answers for is missing
 * @param partitions how many there are
 */
public record Membership(List<String> hosts, Map<Integer, String> owners, int partitions) {

    /** Of a node that does not answer. */
    public static final Membership UNKNOWN = new Membership(List.of(), Map.of(), 0);

    public Membership {
        hosts = List.copyOf(hosts);
        owners = Map.copyOf(owners);
    }

    /** Reads the answer to {@code GET /cluster}. */
    static Membership of(JsonNode cluster) {
        List<String> hosts = new ArrayList<>();
        cluster.path("members").forEach(member -> hosts.add(host(member.path("address"))));
        Map<Integer, String> owners = new HashMap<>();
        cluster.path("partitions")
                .properties()
                .forEach(owner -> owners.put(Integer.valueOf(owner.getKey()), host(owner.getValue())));
        return new Membership(hosts, owners, cluster.path("partitionCount").asInt());
    }

    private static String host(JsonNode address) {
        return URI.create(address.asText()).getHost();
    }

    /** How many nodes there are. */
    public int members() {
        return hosts.size();
    }

    /** How many partitions nobody answers for. */
    public int missing() {
        return partitions - owners.size();
    }

    /** The partitions that {@code host} answers for. */
    public Set<Integer> partitionsOf(String host) {
        return owners.keySet().stream()
                .filter(partition -> host.equals(owners.get(partition)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether {@code host} is no member, and the others have all partitions. */
    public boolean doesWithout(String host) {
        return members() > 0 && !hosts.contains(host) && missing() == 0;
    }

    /** Whether {@code count} nodes own all partitions, each between half its share and one and a half. */
    public boolean isBalanced(int count) {
        double share = (double) partitions / count;
        return members() == count
                && missing() == 0
                && hosts.stream()
                        .mapToInt(host -> partitionsOf(host).size())
                        .allMatch(owned -> owned >= 0.5 * share && owned <= 1.5 * share);
    }

    /** As in {@code 127.0.0.2 has 32, 127.0.0.4 has 20, nobody 12}. */
    public String describe() {
        String shares = hosts.stream()
                .sorted()
                .map(host -> host + " has " + partitionsOf(host).size())
                .collect(Collectors.joining(", "));
        return missing() == 0 ? shares : shares + ", nobody " + missing();
    }
}
