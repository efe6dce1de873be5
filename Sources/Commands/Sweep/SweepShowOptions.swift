import ArgumentParser

/// What a finished sweep prints.
struct SweepShowOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many of the best trials are shown.", valueName: "count"))
    var top = 10

    @Flag(help: "Print sweep.json.")
    var json = false

    @Flag(help: "Print trials.csv.")
    var csv = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        guard [json, csv, quiet].filter({ $0 }).count <= 1 else {
            throw ValidationError("--json, --csv and --quiet exclude each other.")
        }
        if top < 0 { throw ValidationError("--top is \(top); it is at least 0.") }
    }
}
