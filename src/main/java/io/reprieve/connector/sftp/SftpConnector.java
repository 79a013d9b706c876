package io.reprieve.connector.sftp;

import io.reprieve.connector.Connector;
import io.reprieve.domain.RetryPolicy;
import io.reprieve.endpoint.LedgerComponent;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Lists from SFTP servers, and results to them: a route for each server and direction. */
public final class SftpConnector implements Connector {
    private static final String INTAKE = "11-sftp";
    private static final String LEFT = "16-sftp-left";
    private static final String DELIVERY = "61-sftp";

    private final List<SftpServer> servers;
    private final Map<String, SftpSourceBeans> sources = new TreeMap<>();
    private final Map<String, SftpConnection> ways = new TreeMap<>();
    private final SftpHealth health;
    private final SftpSource intake;
    private final SftpDelivery delivery;
    private final Ledger ledger;
    private final IntFunction<Duration> delay;
    private SftpWatchdog watch;
    private ErrorReporter troubles;

    /** Sources and sinks for the servers that are set; none of them is reached yet. */
    public SftpConnector(Settings settings, Ledger ledger, Clock clock, SourceHealth allDoors) {
        this.servers = SftpServers.read(settings.values());
        this.ledger = ledger;
        this.delay = policy(settings)::delay;
        this.health = new SftpHealth(clock, allDoors);
        for (SftpServer server : servers) {
            if (server.polled()) {
                sources.put(server.name(), source(server, clock));
            }
            server.deliver()
                    .ifPresent(folder -> ways.put(server.name(), new SftpConnection(server)));
        }
        this.intake = new SftpSource(settings, sources, ledger.jobs(), clock);
        this.delivery = new SftpDelivery(settings, ledger, ways);
    }

    @Override
    public List<String> routeFiles() {
        List<String> files = new ArrayList<>();
        if (!sources.isEmpty()) {
            files.add(INTAKE);
            files.add(LEFT);
        }
        if (!ways.isEmpty()) {
            files.add(DELIVERY);
        }
        return files;
    }

    @Override
    public Map<String, Object> beans() {
        Map<String, Object> beans = new HashMap<>();
        beans.put("sftp", new SftpConnectionComponent());
        beans.put("sftpSource", intake);
        beans.put("sftpDelivery", delivery);
        beans.put("sftpHealth", health);
        sources.forEach(
                (name, source) -> {
                    beans.put("sftpFilter-" + name, new SftpFileFilter(source));
                    beans.put("sftpTaken-" + name, new SftpProcessStrategy(source, this::telling));
                    beans.put(
                            "sftpPolls-" + name,
                            new SftpPollStrategy(
                                    source, intake, ledger.jobs(), health, delay, this::telling));
                    beans.put(
                            "sftpTrouble-" + name, new SftpExceptionHandler(source, this::telling));
                    beans.put("sftpLine-" + name, source.line);
                    beans.put("sftpTimes-" + name, times(source.server.times()));
                });
        ways.forEach((name, line) -> beans.put("sftpWay-" + name, line));
        return beans;
    }

    @Override
    public void prepare(CamelContext context) throws Exception {
        troubles = context.getRegistry().lookupByNameAndType("errorReporter", ErrorReporter.class);
        intake.prepare();
        for (SftpServer server : servers) {
            if (server.polled()) {
                addDoor(context, server);
            }
            if (server.deliver().isPresent()) {
                addWay(context, server);
            }
        }
        List<SftpConnection> lines = new ArrayList<>(ways.values());
        sources.values().forEach(source -> lines.add(source.line));
        watch = new SftpWatchdog(lines, context).start();
    }

    @Override
    public void addDeliveries(LedgerComponent component, Outbox outbox, ErrorReporter errors) {
        ways.keySet()
                .forEach(
                        server ->
                                component.addDeliveries(
                                        SftpDelivery.wayTo(server),
                                        delivery.due(server, outbox, errors)));
    }

    @Override
    public List<String> ways(Job job) {
        return delivery.ways(job);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private SftpSourceBeans source(SftpServer server, Clock clock) {
        return new SftpSourceBeans(
                server, clock, delay, name -> intake.isHere(server.name(), name), this::telling);
    }

    private ErrorReporter telling() {
        return troubles;
    }

    private static void addDoor(CamelContext context, SftpServer server) {
        SftpServer.Times times = server.times();
        TemplatedRouteBuilder route =
                template(context, "intake-sftp", server)
                        .parameter("dir", server.dir())
                        .parameter("include", server.include())
                        .parameter("includeCase", server.includeCase())
                        .parameter("delay", times.delay().toMillis())
                        .parameter("scheduler", times.cron().isPresent() ? "quartz" : "none");
        server.doneFile().ifPresent(marker -> route.parameter("doneFile", marker));
        route.add();
    }

    private static void addWay(CamelContext context, SftpServer server) {
        TemplatedRouteBuilder.builder(context, "deliver-sftp")
                .routeId("deliver-sftp-" + server.name())
                .parameter("name", server.name())
                .add();
        for (SftpDelivery.Writing writing : SftpDelivery.Writing.values()) {
            TemplatedRouteBuilder upload =
                    template(context, "upload-sftp", server)
                            .routeId("upload-sftp-" + server.name() + "-" + writing.inRoutes())
                            .parameter("writing", writing.inRoutes())
                            .parameter("dir", server.deliver().orElseThrow());
            if (writing == SftpDelivery.Writing.ASIDE) {
                upload.parameter("tempPrefix", ".");
            }
            upload.add();
        }
    }

    private static TemplatedRouteBuilder template(
            CamelContext context, String template, SftpServer server) {
        return TemplatedRouteBuilder.builder(context, template)
                .routeId(template + "-" + server.name())
                .parameter("name", server.name())
                .parameter("host", server.host())
                .parameter("port", server.port())
                .parameter("knownHosts", server.knownHosts().toString())
                .parameter("connectTimeout", server.connectTimeout().toMillis());
    }

    private static Map<String, Object> times(SftpServer.Times times) {
        return times.cron()
                .<Map<String, Object>>map(
                        cron -> Map.of("cron", cron, "timeZone", times.zone().getId()))
                .orElse(Map.of());
    }

    private static RetryPolicy policy(Settings settings) {
        return new RetryPolicy(
                settings.retry().firstDelay(),
                settings.retry().maxDelay(),
                settings.retry().giveUpAfter(),
                settings.retry().failedAttempts(),
                settings.inDoubt(),
                settings.retry().settleTime(),
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
