package dev.restante.samples.bank;

/**
 * What an account takes. All but {@link Credit} are answered with {@link Balance}, that after the message; all but {@link GetBalance} are
 * rejected when {@code cents} is not more than zero.
 */
public sealed interface AccountMessage {

    record Deposit(long cents) implements AccountMessage {}

    /** Rejected with "insufficient funds" when the balance is less than {@code cents}. */
    record Withdraw(long cents) implements AccountMessage {}

    /**
     * Sends {@link Credit} to the account {@code to}; rejected with "insufficient funds" when the balance is less than {@code cents}.
     *
     * @param to key of the other account
     */
    record Transfer(String to, long cents) implements AccountMessage {
        public Transfer {
            Account.TYPE.ref(to);
        }
    }

    /** Money that another account has sent. Not answered. */
    record Credit(long cents) implements AccountMessage {}

    record GetBalance() implements AccountMessage {}
}
