import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The barest loop: reads the list, posts it in batches, looks at the status alone. No ledger, no
 * report, no joining of answers. {@code java BareLoop LIST BATCH CONCURRENCY}
 */
public final class BareLoop {
    public static void main(String[] arguments) throws Exception {
        int size = Integer.parseInt(arguments[1]);
        int concurrency = Integer.parseInt(arguments[2]);
        URI address =
                URI.create(
                        System.getenv("CLOUDFLARE_BASE_URL")
                                + "/accounts/"
                                + System.getenv("CLOUDFLARE_ACCOUNT_ID")
                                + "/email-security/investigate/release");
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService calls = Executors.newFixedThreadPool(concurrency);
        Semaphore slots = new Semaphore(concurrency);
        long began = System.nanoTime();
        try (BufferedReader list = Files.newBufferedReader(Path.of(arguments[0]))) {
            list.readLine();
            List<String> ids = new ArrayList<>();
            for (String line = list.readLine(); line != null; line = list.readLine()) {
                ids.add(line.substring(0, line.indexOf(',')));
                if (ids.size() == size) {
                    post(client, calls, slots, address, ids);
                    ids = new ArrayList<>();
                }
            }
            if (!ids.isEmpty()) {
                post(client, calls, slots, address, ids);
            }
        }
        calls.shutdown();
        calls.awaitTermination(1, TimeUnit.HOURS);
        System.out.printf("%.2f%n", (System.nanoTime() - began) / 1e9);
    }

    private static void post(
            HttpClient client,
            ExecutorService calls,
            Semaphore slots,
            URI address,
            List<String> ids)
            throws InterruptedException {
        slots.acquire();
        calls.execute(
                () -> {
                    try {
                        String body = "{\"ids\":[\"" + String.join("\",\"", ids) + "\"]}";
                        HttpRequest request =
                                HttpRequest.newBuilder(address)
                                        .header("Content-Type", "application/json")
                                        .header(
                                                "Authorization",
                                                "Bearer " + System.getenv("CLOUDFLARE_API_TOKEN"))
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build();
                        int status =
                                client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                                        .statusCode();
                        if (status != 200) {
                            throw new IllegalStateException("HTTP " + status);
                        }
                    } catch (Exception e) {
                        e.printStackTrace();
                        System.exit(1);
                    } finally {
                        slots.release();
                    }
                });
    }
}
