/// What identifies a run, and what repeats it.
public struct ReportProvenance: Hashable, Sendable {
    /// The run's folder name: `golden-cross-1a2b3c4d`.
    public var run: String
    /// SHA-256 of the parsed columns, in hexadecimal.
    public var dataHash: String
    /// SHA-256 of the config as resolved, in hexadecimal.
    public var configHash: String
    /// SHA-256 of the event log, in hexadecimal.
    public var eventsHash: String
    /// The version of the program: `0.1.0`.
    public var version: String
    /// The seed of every random stream.
    public var seed: UInt64
    /// The command that repeats the run, as typed into a shell, without anything that depends on the clock or the host.
    public var command: String
    /// The config as resolved, as YAML.
    public var configuration: String

    /// The identity of a run.
    public init(
        run: String, dataHash: String, configHash: String, eventsHash: String, version: String, seed: UInt64,
        command: String, configuration: String
    ) {
        self.run = run
        self.dataHash = dataHash
        self.configHash = configHash
        self.eventsHash = eventsHash
        self.version = version
        self.seed = seed
        self.command = command
        self.configuration = configuration
    }
}
