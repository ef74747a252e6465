package tarn.enrich;

/** What a User-Agent header tells; each null where it does not. */
public record UserAgent(
    String browserName,
    String browserVersion,
    String osName,
    String osVersion,
    String deviceType,
    String deviceVendor,
    boolean bot) {}
