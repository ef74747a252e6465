package tarn.serve;

import java.time.Duration;
import java.util.List;
import tarn.event.PixelOptions;

/**
 * How a collector works.
 *
 * @param address to listen at, a name or an address
 * @param port 0 for any that is free
 * @param livePort of the live page, 0 for any that is free, -1 for no live page
 * @param hits which are taken, and how they are read
 * @param proxies addresses and ranges whose {@code X-Forwarded-For} is believed
 * @param countryHeader in which these proxies name the country of the client; null for none
 * @param edge the edge location to log; null for none
 * @param requestsPerSecond of one address; 0 for any number
 * @param syncEvery the least time between two fsyncs
 * @param flushEvery the age at which lines go from the journal into the lake
 * @param flushBytes the size at which they do
 * @param journalBytes the most that waits in the journal
 * @param aggregateEvery the time between two looks for stale days; zero for none
 */
public record CollectorSettings(
    String address,
    int port,
    int livePort,
    PixelOptions hits,
    List<String> proxies,
    String countryHeader,
    String edge,
    int requestsPerSecond,
    Duration syncEvery,
    Duration flushEvery,
    long flushBytes,
    long journalBytes,
    Duration aggregateEvery) {}
