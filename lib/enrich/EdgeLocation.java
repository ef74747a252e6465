package tarn.enrich;

/**
 * A metro in which CloudFront answers. It is near the visitor's network, not the visitor's city.
 *
 * @param id three letters, the metro code CloudFront begins its location names with
 * @param state null where none is usual
 */
public record EdgeLocation(
    String id, String city, String state, String country, String countryCode, Double latitude, Double longitude) {}
