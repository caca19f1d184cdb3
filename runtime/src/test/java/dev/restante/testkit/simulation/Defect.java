package dev.restante.testkit.simulation;

import dev.restante.engine.StoredState;
import java.util.function.Supplier;

/** Rules of the protocol, each broken alone. A simulator that does not notice one of them does not check it. */
enum Defect {
    COMMIT_TOLD_WHEN_HANDED_TO_THE_LOG(StorageDefects::commitToldWhenHandedToTheLog),
    ROWS_CALLED_DURABLE_BEFORE_THEIR_SYNC(StorageDefects::rowsCalledDurableBeforeTheirSync),
    TRIM_BEFORE_THE_CHECKPOINT_IS_DURABLE(StorageDefects::trimBeforeTheCheckpointIsDurable),
    LOG_WITHOUT_FENCING(StorageDefects::logWithoutFencing),
    STALE_OWNER_OVERWRITES_ROWS(StorageDefects::storeWithoutFencing),
    LATE_TRIM_DURING_REPLAY_IGNORED(StorageDefects::lateTrimDuringReplayIgnored),
    RECORD_SKIPPED_IN_REPLAY(StorageDefects::recordSkipped),
    WATERMARKS_LEFT_OUT_OF_CHECKPOINT(() -> StorageDefects.checkpointWritten(StoredState::withoutWatermarks)),
    OUTBOXES_LEFT_OUT_OF_CHECKPOINT(() -> StorageDefects.checkpointWritten(StoredState::withoutOutboxes)),
    REFUSALS_LEFT_OUT_OF_CHECKPOINT(() -> StorageDefects.checkpointWritten(StoredState::withoutRefusals)),
    STALE_STATE_READ(StorageDefects::staleStateRead),
    COUNTS_NOT_WRITTEN(StorageDefects::countsNotWritten),
    PAUSE_FORGOTTEN_ON_MOVE(StorageDefects::pauseForgottenOnMove),
    FIRED_TIMER_FIRES_AGAIN(StorageDefects::firedTimerNotRemoved),
    KEY_EVICTED_EARLY(KeyDefects::keysEvictedEarly),
    KEYS_FORGOTTEN_ON_MOVE(KeyDefects::keysForgottenOnMove),
    KEYS_DECIDED_AS_THEY_ARE_READ(KeyDefects::keysDecidedAsTheyAreRead),
    DEAD_LETTER_LOST(StorageDefects::deadLettersNotWritten),
    DEAD_LETTER_LOSES_ITS_ATTEMPTS(StorageDefects::deadLetterLosesItsAttempts),
    DEAD_LETTER_LOSES_ITS_REASON(StorageDefects::deadLetterLosesItsReason),
    ACKNOWLEDGED_ON_ARRIVAL(ChannelDefects::acknowledgedOnArrival),
    LOST_BAG_NEVER_SENT_AGAIN(ChannelDefects::lostBagNeverSentAgain),
    REFUSED_MESSAGE_BROUGHT_AGAIN(ChannelDefects::refusedMessageBroughtAgain),
    REFUSALS_FORGOTTEN_ON_MOVE(ChannelDefects::refusalsForgottenOnMove),
    RESEND_RENUMBERED(ChannelDefects::resendRenumbered),
    UNKNOWN_CHANNEL_OPENED_BY_A_LATE_BAG(ChannelDefects::unknownChannelOpenedByABag),
    DEFERRED_MESSAGES_OVERTAKEN(ChannelDefects::deferredMessagesOvertaken),
    TIME_TO_LIVE_FORGOTTEN(ChannelDefects::timeToLiveForgotten),
    REPLIES_MIXED_UP(ChannelDefects::repliesMixedUp),
    OUTCOME_OF_A_REPEAT_COMPUTED_ANEW(ChannelDefects::outcomeOfARepeatComputedAnew),
    ORDER_LOST_ON_RETRY(HandlingDefects::orderLostOnRetry),
    EFFECTS_SPLIT_FROM_THEIR_MESSAGE(HandlingDefects::effectsSplitFromTheirMessage),
    EVENT_WITHHELD_FROM_A_SUBSCRIBER(HandlingDefects::eventWithheldFromASubscriber),
    DELAYED_MESSAGE_EARLY(HandlingDefects::delayedMessageEarly),
    CALL_MADE_TWICE(HandlingDefects::callMadeTwice),
    REPLY_RELEASED_EARLY(HandlingDefects::replyReleasedEarly),
    UNCOMMITTED_STATE_READ(HandlingDefects::uncommittedStateRead),
    BEGUN_MESSAGE_CANCELLED(HandlingDefects::begunMessageCancelled);

    @SuppressWarnings("ImmutableEnumChecker") // it makes a new one for each history
    private final Supplier<Interference> interference;

    Defect(Supplier<Interference> interference) {
        this.interference = interference;
    }

    /** The history of {@code seed} with this defect in it. */
    ProtocolSimulation in(long seed) {
        return new ProtocolSimulation(seed, SimulationSettings.drawn(seed), interference);
    }
}
