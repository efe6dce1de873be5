import Foundation
import Synchronization

/// The real InfluxDB 1.x of Debian's package `influxdb`, on a free port of loopback, with a folder of its own.
///
/// One thread at a time may start and kill it. It ends with the process at the latest.
public final class InfluxServer: @unchecked Sendable {
    /// How it is set up.
    public struct Options {
        /// Whether requests need a user.
        public var isAuthenticated = true
        /// Whether it speaks HTTPS, with a certificate made for it.
        public var isSecure = false
        /// Seconds after which it cuts a query off; 0 for never.
        public var queryTimeout = 60.0
        /// Whether it runs continuous queries, and looks every second whether one is due.
        public var runsContinuousQueries = false

        /// Options.
        public init(
            isAuthenticated: Bool = true, isSecure: Bool = false, queryTimeout: Double = 60,
            runsContinuousQueries: Bool = false
        ) {
            self.isAuthenticated = isAuthenticated
            self.isSecure = isSecure
            self.queryTimeout = queryTimeout
            self.runsContinuousQueries = runsContinuousQueries
        }
    }

    /// Why it does not start.
    public struct Failure: Error, CustomStringConvertible {
        /// The reason and the end of its log.
        public var description: String
    }

    /// Where the server lies.
    public static let path = "/usr/bin/influxd"
    /// Whether it is installed.
    public static let isPresent = FileManager.default.isExecutableFile(atPath: path)
    /// What a skipped test says.
    public static let absentNote = "needs influxd: apt-get install influxdb"
    /// The administrator's name.
    public static let user = "admin"
    /// The administrator's password.
    public static let password = "kept 'secret\" ✓"

    /// The servers of this process, which do not outlive it.
    private static let running = {
        atexit { InfluxServer.endAll() }
        return Running()
    }()

    private final class Running: Sendable {
        let processes = Mutex<Set<Int32>>([])
    }

    private static func endAll() {
        for process in running.processes.withLock({ $0 }) { Glibc.kill(process, SIGKILL) }
    }

    /// Its folder.
    public let folder: TemporaryFolder
    /// Its port.
    public let port: Int
    private let options: Options
    private var process: Process?

    /// Starts a server and makes its administrator.
    public init(_ options: Options = Options()) throws {
        self.options = options
        folder = try TemporaryFolder()
        port = try LoopbackServer.freePort()
        let base = folder.url.path
        if options.isSecure { try makeCertificate() }
        try folder.write(
            """
            bind-address = "127.0.0.1:\(try LoopbackServer.freePort())"
            [meta]
              dir = "\(base)/meta"
            [data]
              dir = "\(base)/data"
              wal-dir = "\(base)/wal"
              index-version = "tsi1"
              query-log-enabled = false
              max-series-per-database = 0
              max-values-per-tag = 0
            [coordinator]
              query-timeout = "\(Int(options.queryTimeout * 1_000))ms"
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:\(port)"
              log-enabled = false
              suppress-write-log = true
              max-body-size = 25000000
              auth-enabled = \(options.isAuthenticated)
              https-enabled = \(options.isSecure)
              https-certificate = "\(base)/server.pem"
              https-private-key = "\(base)/server.key"
            [continuous_queries]
              enabled = \(options.runsContinuousQueries)
              run-interval = "1s"
            """, to: "influx.conf")
        try start()
        if options.isAuthenticated {
            let quoted = InfluxServer.password.replacingOccurrences(of: "'", with: "\\'")
            try ask("CREATE USER \(InfluxServer.user) WITH PASSWORD '\(quoted)' WITH ALL PRIVILEGES", as: nil)
        }
    }

    deinit { kill() }

    /// Its address.
    public var url: String { "\(options.isSecure ? "https" : "http")://127.0.0.1:\(port)" }
    /// The certificate of an HTTPS server, which vouches for itself.
    public var certificate: String { folder.url.appendingPathComponent("server.pem").path }
    /// Its process.
    public var processIdentifier: Int32 { process?.processIdentifier ?? 0 }
    /// Seconds of processor time that it has used.
    public var processorSeconds: Double {
        let text = (try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 13, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Starts it, or starts it again on the same data.
    public func start() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: InfluxServer.path)
        process.arguments = ["-config", folder.url.appendingPathComponent("influx.conf").path]
        process.environment = ["HOME": folder.url.path, "PATH": "/usr/bin:/bin"]
        let log = folder.url.appendingPathComponent("influxd.log")
        if !FileManager.default.fileExists(atPath: log.path) { try folder.write("", to: "influxd.log") }
        let output = try FileHandle(forWritingTo: log)
        try output.seekToEnd()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = process
        InfluxServer.running.processes.withLock { _ = $0.insert(process.processIdentifier) }
        for _ in 0..<1_500 {
            if (try? curl([url + "/ping"])) != nil { return }
            guard process.isRunning else { break }
            Thread.sleep(forTimeInterval: 0.02)
        }
        throw Failure(description: "influxd does not answer: \((try? folder.read("influxd.log").suffix(600)) ?? "")")
    }

    /// Ends it at once, as a power cut would.
    public func kill() {
        guard let process, process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        InfluxServer.running.processes.withLock { _ = $0.remove(process.processIdentifier) }
    }

    /// Sends a statement, by curl.
    public func ask(_ statement: String, as user: String? = InfluxServer.user) throws {
        var arguments = ["-XPOST", "--data-urlencode", "q=\(statement)"]
        if let user, options.isAuthenticated { arguments += ["-u", "\(user):\(InfluxServer.password)"] }
        let answer = try curl(arguments + [url + "/query"])
        if answer.contains("\"error\"") { throw Failure(description: "\(statement.prefix(20)): \(answer)") }
    }

    private func curl(_ arguments: [String]) throws -> String {
        let outcome = try Program.run(["-sSk", "--noproxy", "*"] + arguments, executable: "/usr/bin/curl")
        guard outcome.status == 0 else { throw Failure(description: outcome.errors) }
        return outcome.output
    }

    private func makeCertificate() throws {
        let outcome = try Program.run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "server.key", "-out",
                "server.pem",
            ], in: folder.url, executable: "/usr/bin/openssl")
        guard outcome.status == 0 else { throw Failure(description: outcome.errors) }
    }
}
