package io.reprieve.practice;

import io.reprieve.practice.http.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What faults put in place of an answer, or make of one. */
final class FaultAnswers {

    private static final String CHALLENGE =
            "<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title></head>"
                    + "<body><h1>Checking your browser before you continue</h1>"
                    + "<form id=\"challenge-form\" method=\"POST\"></form></body></html>\n";

    private FaultAnswers() {}

    /** The fault's status with an envelope that has one error. */
    static HttpAnswer envelope(Fault fault) {
        int status = Integer.parseInt(fault.value());
        int code = fault.code() > 0 ? fault.code() : usualCode(status);
        return ResponseEnvelope.error(status, code, "fault on request: " + fault.label());
    }

    private static int usualCode(int status) {
        return switch (status) {
            case 401, 403 -> 10000;
            case 404 -> 7003;
            case 429 -> 971;
            default -> ApiErrors.PRACTICE_CODE;
        };
    }

    /** 202: the call was accepted, and nothing of it is done yet. */
    static HttpAnswer accepted() {
        HttpAnswer ok = ResponseEnvelope.ok(json -> json.writeRawValue("[]"));
        return new HttpAnswer(202, ok.headers(), ok.body());
    }

    /** That status with the page of a gateway. */
    static HttpAnswer gatewayPage(String status) {
        return html(
                Integer.parseInt(status),
                "<html>\r\n<head><title>"
                        + status
                        + " Bad gateway</title></head>\r\n<body><center><h1>"
                        + status
                        + " Bad gateway</h1></center><hr><center>cloudflare</center></body></html>\r\n");
    }

    /** 200 with a page that wants a browser. */
    static HttpAnswer challenge() {
        return html(200, CHALLENGE);
    }

    /** 200 whose envelope says that the call failed. */
    static HttpAnswer unsuccessful(Fault fault) {
        int code = fault.code() > 0 ? fault.code() : ApiErrors.PRACTICE_CODE;
        return ResponseEnvelope.error(200, code, "fault on request: " + fault.label());
    }

    /** 307 to the address. */
    static HttpAnswer redirect(String address) {
        return html(307, "<html><body>moved</body></html>\n").with("Location", address);
    }

    /** 200 with text that calls itself JSON: an answer whose last half is another's. */
    static HttpAnswer brokenJson(HttpAnswer real) {
        byte[] half = Arrays.copyOf(real.body(), real.body().length / 2);
        byte[] end = "<!-- ]]> upstream connect error".getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(half, half.length + end.length);
        System.arraycopy(end, 0, both, half.length, end.length);
        return real.withBody(both);
    }

    /** 200 with JSON that is no envelope. */
    static HttpAnswer wrongJson() {
        return HttpAnswer.json(
                200, "[{\"status\":\"ok\",\"items\":{}}]".getBytes(StandardCharsets.US_ASCII));
    }

    /** The same JSON object with that many megabytes of padding as its first field. */
    static HttpAnswer oversized(HttpAnswer real, int megabytes) {
        byte[] start = "{\"padding\":\"".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\",".getBytes(StandardCharsets.US_ASCII);
        int padding = megabytes * 1024 * 1024;
        int realLength = real.body().length - 1;
        byte[] all = new byte[start.length + padding + end.length + realLength];
        System.arraycopy(start, 0, all, 0, start.length);
        Arrays.fill(all, start.length, start.length + padding, (byte) 'x');
        System.arraycopy(end, 0, all, start.length + padding, end.length);
        System.arraycopy(real.body(), 1, all, all.length - realLength, realLength);
        return real.withBody(all);
    }

    /** The same answer, compressed. */
    static HttpAnswer gzip(HttpAnswer real) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(real.body());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return real.withBody(compressed.toByteArray()).with("Content-Encoding", "gzip");
    }

    private static HttpAnswer html(int status, String page) {
        return HttpAnswer.text(status, "text/html", page);
    }
}
