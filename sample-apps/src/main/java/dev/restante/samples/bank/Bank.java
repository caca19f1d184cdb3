package dev.restante.samples.bank;

import dev.restante.Application;
import dev.restante.Registry;

/**
 * Accounts that pay money in, out and to each other.
 *
 * <pre>{@code
 * ./restante node --app bank --data /tmp/bank --http 127.0.0.1:8080 &
 * ./restante ask account/alice Deposit '{"cents":500}'
 * ./restante ask account/alice Transfer '{"to":"bob","cents":200}'
 * ./restante ask account/bob GetBalance '{}'
 * }</pre>
 *
 * <p>A transfer takes the money from one account and sends it to the other in one commit. Between the two it is in the other one's mailbox:
 * the sum over all accounts and mailboxes never changes but by deposits and withdrawals, whatever crashes.
 */
public final class Bank implements Application {

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public void register(Registry registry) {
        registry.add(Account.TYPE, Account.behavior());
    }
}
