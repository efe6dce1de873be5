import ArgumentParser
import Core
import DataSources
import Foundation
import LineProtocol
import TimeSeries

/// `backtest data listen`.
struct DataListenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen", abstract: "Takes line protocol in as it is written, and prints bars as they complete.",
        discussion: """
            Over HTTP it answers as InfluxDB does at /write, /api/v2/write, /api/v3/write_lp, /query (CREATE and SHOW \
            DATABASES), /ping and /health, so that Telegraf, InfluxDB subscriptions and client libraries write to it. A point \
            is acknowledged when the disk has it. Bars are printed on standard output, one a line and at once, and kept in \
            DIR, one CSV file a symbol; points in DIR/journal, and those of bars that are done in DIR/journal/settled.

              backtest data listen --measurement trade --ticks price,size --every 1m --out bars
              backtest data listen --stdin --measurement bar --field open=o --field close=c --print json

            Late points print their bar again, marked as a revision. End it with SIGTERM or Ctrl-C.
            """)

    @Option(help: ArgumentHelp("The address and port to listen on.", valueName: "host:port"))
    var bind: String = "127.0.0.1:8086"

    @Flag(help: "Reads standard input to its end instead of listening: for Telegraf's execd.")
    var stdin = false

    @Flag(help: "Listens beyond this machine although nobody is asked for a token.")
    var allowOpen = false

    @Option(
        help: ArgumentHelp(
            "Where bars and points are kept; by default 'listened', and nowhere with --stdin.", valueName: "dir"))
    var out: String?

    @OptionGroup(title: "Bars") var bars: ListenBarOptions
    @OptionGroup(title: "Server") var server: ListenServerOptions

    func validate() throws {
        _ = try bars.mapping()
        if !stdin { _ = try settings() }
    }

    func run() throws {
        let settings = try settings()
        if stdin { return try InputListener(settings).run() }
        try ServerProgram.start(settings)
    }

    /// The command line as the server takes it.
    func settings() throws -> ListenSettings {
        var settings = ListenSettings(mapping: try bars.mapping(), folder: out ?? (stdin ? nil : "listened"))
        settings.printing = bars.print
        if let text = bars.keepPoints {
            settings.keptTime = try ListenBarOptions.age(text, option: "--keep-points")
        }
        guard bars.segment > 0 else { throw ValidationError("--segment \(bars.segment): it is above zero.") }
        settings.segmentLimit = bars.segment
        settings.grace = try ListenBarOptions.duration(bars.grace, option: "--grace")
        try server.apply(to: &settings)
        guard let colon = bind.lastIndex(of: ":"), let port = UInt16(bind[bind.index(after: colon)...]) else {
            throw ValidationError("--bind is an address and a port, such as 127.0.0.1:8086.")
        }
        var host = String(bind[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host.isEmpty { host = "0.0.0.0" }
        settings.host = host
        settings.port = Int(port)
        let isLocal = host.hasPrefix("127.") || host == "localhost" || host == "::1"
        if !stdin, !isLocal, !allowOpen, settings.tokenFile == nil, settings.userFile == nil {
            throw ValidationError(
                "--bind \(bind) lets other machines write: give --token-file or --user-file, or --allow-open to let anyone."
            )
        }
        return settings
    }
}
