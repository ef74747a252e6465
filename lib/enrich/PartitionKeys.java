package tarn.enrich;

/** Where a cleaned event lies, and what Firehose needs to put it there. */
public record PartitionKeys(String domainName, String eventDate, String eventType) {}
