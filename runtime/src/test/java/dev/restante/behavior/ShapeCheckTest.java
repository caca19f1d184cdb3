package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShapeCheckTest {

    private final Codecs codecs = new Codecs();

    record Anything(Object value) {}

    record Wild(List<?> values) {}

    @SuppressWarnings("rawtypes")
    record Raw(List values) {}

    record Open(Runnable task) {}

    static class Mutable {}

    record Classy(Mutable mutable) {}

    record Inner(List<Map<String, Optional<Object>>> deep) {}

    record Outer(Inner inner) {}

    record Keys(Map<Inner, String> map) {}

    record Numbers(int[] numbers) {}

    sealed interface Untagged {}

    record One(int one) implements Untagged {}

    record HasUntagged(Untagged choice) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Red.class, name = "red"))
    sealed interface Colour {}

    record Red() implements Colour {}

    record Blue() implements Colour {}

    record HasColour(Colour colour) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    sealed interface Classed {}

    record Member() implements Classed {}

    record HasClassed(Classed member) {}

    static final class NotARecord {}

    record Tree(int value, List<Tree> children) {}

    record Pair<A, B>(A left, B right) {}

    record Pairs(Pair<String, List<Pair<Integer, Long>>> pairs) {}

    record BadPair(Pair<String, Object> pair) {}

    static final class Money {

        private final long cents;

        private Money(long cents) {
            this.cents = cents;
        }

        @JsonCreator
        static Money of(long cents) {
            return new Money(cents);
        }

        @JsonValue
        long cents() {
            return cents;
        }
    }

    record HasMoney(Money money) {}

    record OwnList(ArrayList<String> list) {}

    @Test
    void open_types_are_refused_with_their_place() {
        refuses(Anything.class, "'value' is a java.lang.Object; use a record");
        refuses(Wild.class, "'values[]' is a java.lang.Object");
        refuses(Raw.class, "'values[]' is a java.lang.Object");
        refuses(Open.class, "'task' is a java.lang.Runnable");
        refuses(Classy.class, "'mutable' is a dev.restante.behavior.ShapeCheckTest$Mutable");
        refuses(Outer.class, "'inner.deep[]{}' is a java.lang.Object");
        refuses(BadPair.class, "'pair.right' is a java.lang.Object");
    }

    @Test
    void what_json_has_no_form_for_is_refused() {
        refuses(Keys.class, "the keys of a map must be texts");
        refuses(Numbers.class, "use java.util.List");
        refuses(NotARecord.class, "must be a record");
    }

    @Test
    void a_sealed_component_must_say_how_its_records_are_told_apart() {
        refuses(HasUntagged.class, "@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)");
        refuses(HasColour.class, "@JsonSubTypes does not list dev.restante.behavior.ShapeCheckTest$Blue");
        refuses(HasClassed.class, "@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)");
    }

    @Test
    void recursive_generic_and_self_describing_types_pass() {
        accepts(Tree.class);
        accepts(Pairs.class);
        accepts(HasMoney.class);
        accepts(OwnList.class);
    }

    private void refuses(Class<?> type, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.of(type))
                .withMessageContaining(type.getName() + " cannot be serialized")
                .withMessageContaining(reason);
    }

    private void accepts(Class<?> type) {
        assertThatCode(() -> codecs.of(type)).doesNotThrowAnyException();
    }
}
