package tarn.log;

import java.util.List;

/** Where in a line of a CloudFront standard log the fields stand that are read; -1 for one that is not logged. */
record StandardColumns(
    int count,
    int date,
    int time,
    int clientIp,
    int status,
    int method,
    int hostHeader,
    int stem,
    int query,
    int bytes,
    int edgeLocation,
    int timeTaken,
    int userAgent,
    int referer,
    int resultType,
    int asn,
    int country) {

  static StandardColumns of(List<String> names) {
    return new StandardColumns(
        names.size(),
        names.indexOf("date"),
        names.indexOf("time"),
        names.indexOf("c-ip"),
        names.indexOf("sc-status"),
        names.indexOf("cs-method"),
        names.indexOf("x-host-header"),
        names.indexOf("cs-uri-stem"),
        names.indexOf("cs-uri-query"),
        names.indexOf("cs-bytes"),
        names.indexOf("x-edge-location"),
        names.indexOf("time-taken"),
        names.indexOf("cs(User-Agent)"),
        names.indexOf("cs(Referer)"),
        names.indexOf("x-edge-result-type"),
        names.indexOf("asn"),
        names.indexOf("c-country"));
  }

  /** Whether all the fields are there without which a line says nothing. */
  boolean areEnough() {
    return date >= 0 && time >= 0 && status >= 0 && stem >= 0;
  }
}
