package tarn.traffic;

/**
 * What a visitor does on a page.
 *
 * @param name the tracker's event name
 * @param data the event's data as JSON
 */
record Deed(String name, String data) {}
