package dev.restante.samples.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the demo runs.
 *
 * @param folder for the node's data and log
 * @param paymentsPerSecond the rate at which payments are sent
 * @param timeLimit for sending and draining; the audit is made in any case
 */
record DemoSettings(Path folder, double paymentsPerSecond, Duration timeLimit) {}
