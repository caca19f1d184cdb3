package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.Json;
import dev.restante.MessageId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** The types that are one JSON value each and come back equal. */
final class Scalars {

    private static final Set<Class<?>> KEYS = Set.of(
            String.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Boolean.class,
            UUID.class,
            LocalDate.class,
            Instant.class,
            YearMonth.class,
            Currency.class,
            ActorId.class,
            MessageId.class);

    private static final Set<Class<?>> OTHERS = Set.of(
            Character.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            byte[].class,
            URI.class,
            Locale.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            Duration.class,
            Period.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            ZoneId.class,
            ZoneOffset.class,
            Year.class,
            MonthDay.class,
            Json.class);

    private Scalars() {}

    static boolean contains(Class<?> type) {
        return type.isPrimitive() || isKey(type) || OTHERS.contains(type);
    }

    /** Whether it can be the key of a map, which is a text in JSON. */
    static boolean isKey(Class<?> type) {
        return type.isEnum() || KEYS.contains(type);
    }
}
