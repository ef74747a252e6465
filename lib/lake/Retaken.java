package tarn.lake;

import java.util.SortedMap;

/**
 * Lines that are in the ledger twice, because the function in Firehose counted them as failed, and {@code transform --errors}
 * counted them again.
 *
 * @param file where Firehose had kept them, below the lake
 * @param at when they were taken again, ISO 8601
 * @param lines how many, by day of arrival
 */
public record Retaken(String file, String at, SortedMap<String, Long> lines) {}
