package dev.restante.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditReportTest {

    @Test
    void the_last_line_has_every_figure() {
        assertThat(new AuditReport(3, 3, 3, 3, 0, 0, 0, true).line())
                .isEqualTo("audit: payments=3 accounting=3 analytics=3 fulfilment=3 lost=0 duplicated=0 pending=0"
                        + " balanced=true");
    }

    @Test
    void it_passes_only_when_all_is_well() {
        assertThat(new AuditReport(3, 3, 3, 3, 0, 0, 0, true).passed()).isTrue();
        assertThat(new AuditReport(3, 2, 3, 3, 0, 0, 0, true).passed()).isFalse();
        assertThat(new AuditReport(3, 3, 4, 3, 0, 0, 0, true).passed()).isFalse();
        assertThat(new AuditReport(3, 3, 3, 2, 0, 0, 0, true).passed()).isFalse();
        assertThat(new AuditReport(3, 3, 3, 3, 1, 0, 0, true).passed()).isFalse();
        assertThat(new AuditReport(3, 3, 3, 3, 0, 1, 0, true).passed()).isFalse();
        assertThat(new AuditReport(3, 3, 3, 3, 0, 0, 1, true).passed()).isFalse();
        assertThat(new AuditReport(3, 3, 3, 3, 0, 0, 0, false).passed()).isFalse();
    }
}
