import ArgumentParser
import DataSources
import LineProtocol

/// Who may write to a listener, and how much.
struct ListenServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The unit of times of which a request does not say it: ns, us, ms or s.", valueName: "unit"))
    var precision: String = "ns"

    @Option(help: ArgumentHelp("A file with the token that requests must bring.", valueName: "path"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("A file of lines user:password of which requests must bring one.", valueName: "path"))
    var userFile: String?

    @Option(
        help: ArgumentHelp("A database or bucket that there is; may be repeated; by default any.", valueName: "name"))
    var database: [String] = []

    @Option(help: ArgumentHelp("The longest body of a request.", valueName: "bytes"))
    var maxBody: Int = 25_000_000

    @Option(help: ArgumentHelp("How many connections may be open at once.", valueName: "count"))
    var maxConnections: Int = 256

    @Option(help: ArgumentHelp("How long a request may take to arrive, in seconds.", valueName: "seconds"))
    var timeout: Double = 30

    /// Takes them over.
    func apply(to settings: inout ListenSettings) throws {
        guard let precision = TimePrecision(parameter: precision) else {
            throw ValidationError("--precision \(precision): it is ns, us, ms, s, m or h.")
        }
        guard maxBody > 0, maxConnections > 0, timeout > 0, timeout <= 86_400 else {
            throw ValidationError(
                "--max-body, --max-connections and --timeout are above zero, and a timeout is a day at most.")
        }
        settings.precision = precision.rawValue
        settings.tokenFile = tokenFile
        settings.userFile = userFile
        settings.databases = database
        settings.longestBody = maxBody
        settings.connectionLimit = maxConnections
        settings.timeoutSeconds = timeout
    }
}
