package dev.restante;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.restante.Account.Balance;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    @Test
    void applications_are_found_by_name_and_combined() {
        List<Application> applications = Application.named("first, second");

        Registry registry = Registry.of(applications);

        assertThat(applications).extracting(Application::name).containsExactly("first", "second");
        assertThat(registry.registrations())
                .extracting(registration -> registration.type().name())
                .containsExactly("first-account", "second-account");
    }

    @Test
    void an_unknown_name_is_answered_with_those_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Application.named("first,third"))
                .withMessage("there is no application 'third' on the class path; there is first, second");
    }

    @Test
    void a_name_given_twice_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Application.named("first,first"))
                .withMessage("application 'first' is named twice");
    }

    @Test
    void an_actor_type_registered_twice_is_refused() {
        Registry registry = new Registry().add(Account.ACCOUNT, Account.account());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.add(Account.ACCOUNT, Account.account()))
                .withMessage("actor type 'account' is registered twice");
    }

    @Test
    void type_and_behavior_must_have_the_same_messages() {
        DurableBehavior<Account.Deposit, Balance> deposits = DurableBehavior.of(Account.Deposit.class, new Balance(0))
                .on(Account.Deposit.class, (balance, deposit) -> Effect.nothing())
                .build();
        @SuppressWarnings({"unchecked", "rawtypes"})
        ActorType<Account.Deposit> mistaken = (ActorType) Account.ACCOUNT;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Registry().add(mistaken, deposits))
                .withMessageContaining(
                        "actor type 'account' takes dev.restante.Account$Command, but the behavior handles");
    }

    /** Found through {@code META-INF/services}. */
    public static final class First implements Application {
        @Override
        public String name() {
            return "first";
        }

        @Override
        public void register(Registry registry) {
            registry.add(ActorType.of("first-account", Account.Command.class), Account.account());
        }
    }

    /** Found through {@code META-INF/services}. */
    public static final class Second implements Application {
        @Override
        public String name() {
            return "second";
        }

        @Override
        public void register(Registry registry) {
            registry.add(ActorType.of("second-account", Account.Command.class), Account.eventSourcedAccount());
        }
    }
}
