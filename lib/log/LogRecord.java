package tarn.log;

/**
 * One request as an access log tells it. Text is decoded as far as the log's own format encodes it; what the client
 * itself encoded (path, query string) is left as it was sent.
 *
 * @param arrivalMicros when the edge or server finished the request, microseconds since 1970 UTC
 * @param clientIp the address of the viewer, as logged; null where the log says {@code -}
 * @param status the HTTP status code; 0 where the viewer left before the answer (CloudFront's {@code 000})
 * @param method the HTTP method; null where the format does not log it, or what came was no HTTP request
 * @param host the host that the viewer asked for (CloudFront's {@code x-host-header}), not that of the distribution; null
 *     where it is not logged
 * @param path the requested path without its query string, percent-encoded as sent; empty where what came was no HTTP
 *     request
 * @param queryString the query string as logged, without {@code ?}; null where there is none
 * @param queryEncodings how often a value inside {@code queryString} is percent-encoded: 2 in CloudFront's logs (by
 *     the tracker and by CloudFront), 1 in access logs that write the request line as it came
 * @param bytes bytes of the request; null where unknown
 * @param edgeLocation the CloudFront location, for example {@code HAM50-P2}; null where unknown
 * @param timeTakenMillis how long the answer took; null where unknown
 * @param userAgent the decoded User-Agent header; null where the log says {@code -}
 * @param referer the decoded Referer header; null where the log says {@code -}
 * @param cacheStatus CloudFront's result type, for example {@code Hit}; null where unknown
 * @param asn autonomous system number of the viewer; null where unknown
 * @param country ISO 3166 code of the viewer's country as CloudFront saw it; null where unknown
 */
public record LogRecord(
    long arrivalMicros,
    String clientIp,
    int status,
    String method,
    String host,
    String path,
    String queryString,
    int queryEncodings,
    Integer bytes,
    String edgeLocation,
    Integer timeTakenMillis,
    String userAgent,
    String referer,
    String cacheStatus,
    Integer asn,
    String country) {}
