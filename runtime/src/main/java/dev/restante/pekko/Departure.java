package dev.restante.pekko;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.StreamSupport;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node that stops as planned gives its partitions away. It stays a member until they are alive elsewhere, since it may be the one that
 * says where they go: were it to leave as soon as they have ended, they would wait until another node has taken that over.
 *
 * @param region starts and ends the node's partitions
 * @param blocking for a call of sharding that waits
 */
record Departure(
        ActorSystem<?> system,
        ActorRef<RollCallMessage> rollCall,
        org.apache.pekko.actor.ActorRef region,
        Executor blocking) {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** Within the limit of its phase of the shutdown, so that it is said; {@link RollCall} gives up sooner when nothing gets on. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Completes when the node is needed no more; never exceptionally. */
    CompletionStage<Done> begin() {
        if (!hasSuccessor()) {
            rollCall.tell(RollCallMessage.Notice.CEASE);
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return CompletableFuture.supplyAsync(this::startProxy, blocking)
                .thenCompose(this::handOver)
                .exceptionally(failure -> {
                    LOG.warn(
                            "the node leaves although its partitions were not found elsewhere: {}", failure.toString());
                    return Done.getInstance();
                });
    }

    private org.apache.pekko.actor.ActorRef startProxy() {
        return ClusterSharding.get(Adapter.toClassic(system))
                .startProxy(NodeParts.TYPE_NAME, Optional.empty(), new PartitionExtractor());
    }

    private CompletionStage<Done> handOver(org.apache.pekko.actor.ActorRef proxy) {
        CompletionStage<Done> replaced = AskPattern.ask(
                rollCall, replyTo -> new RollCallMessage.Leave(proxy, replyTo), LIMIT, system.scheduler());
        region.tell(ShardRegion.gracefulShutdownInstance(), org.apache.pekko.actor.ActorRef.noSender());
        return replaced;
    }

    /** Whether there is a node that partitions could go to, and this one is still in the cluster. */
    private boolean hasSuccessor() {
        Cluster cluster = Cluster.get(system);
        return isUp(cluster.selfMember())
                && StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                        .anyMatch(member -> isUp(member)
                                && !member.uniqueAddress()
                                        .equals(cluster.selfMember().uniqueAddress())
                                && !cluster.state().getUnreachable().contains(member));
    }

    private static boolean isUp(Member member) {
        return member.status().equals(MemberStatus.up());
    }
}
