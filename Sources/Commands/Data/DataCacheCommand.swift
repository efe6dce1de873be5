import ArgumentParser
import ColumnCache
import Core
import Reports

/// `backtest data cache`.
struct DataCacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Shows, verifies or clears the cache of bars.",
        discussion: """
            Bars that were read from a large file are kept as NumPy files, so that the next run need not read it again: \
            every 1 MiB is verified when it is first used. A file counts as unchanged while path, size, times and inode \
            are; it is not read again to find out. Bars of InfluxDB are kept too; see backtest data fetch.

            The cache lies in $BACKTEST_CACHE, else $XDG_CACHE_HOME/backtest, else ~/.cache/backtest. Above \
            $BACKTEST_CACHE_BYTES, else 20 GiB, what was used least recently makes way.
            """,
        subcommands: [CacheListCommand.self, CacheVerifyCommand.self, CacheClearCommand.self],
        defaultSubcommand: CacheListCommand.self)

    /// The cache of the environment.
    static func columns() throws -> ColumnCache {
        guard let columns = try CacheOption.columns() else {
            throw CommandFailure(
                .usage, "error: found none of BACKTEST_CACHE, XDG_CACHE_HOME and HOME; set BACKTEST_CACHE to a folder")
        }
        return columns
    }
}

/// `backtest data cache list`.
struct CacheListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists what is kept, used last first.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let columns = try DataCacheCommand.columns()
        let list = columns.list()
        guard !json else {
            Console.out(JSONValue.array(list.map(document)).prettyText)
            return
        }
        let rows = list.map { one in
            [
                String(one.key.prefix(12)), String(one.rows), ProgressText.bytes(one.byteCount),
                one.lastUse.description,
                one.damage == nil ? one.source : "damaged",
            ]
        }
        Console.out(TextTable.text([["key", "rows", "bytes", "last use", "source"]] + rows))
        for one in list { if let damage = one.damage { Console.note(damage.description) } }
        let bytes = list.reduce(0) { $0 + $1.byteCount }
        Console.note(
            "\(columns.folder): \(list.count) \(list.count == 1 ? "entry" : "entries"), \(ProgressText.bytes(bytes)) of "
                + "\(ProgressText.bytes(columns.byteLimit))")
    }

    private func document(_ one: ColumnCache.Listing) -> JSONValue {
        [
            "key": .string(one.key), "source": .string(one.source), "rows": .integer(one.rows),
            "bytes": .integer(one.byteCount), "last_use": .string(one.lastUse.description),
            "error": one.damage.map { .string($0.description) } ?? .null,
        ]
    }
}

/// `backtest data cache verify`.
struct CacheVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies every block of all that is kept; throws away what is damaged, and ends with status 6 then.")

    func run() throws {
        let columns = try DataCacheCommand.columns()
        var damaged = 0
        let list = columns.list()
        for (place, one) in list.enumerated() {
            Console.progress("verifying \(place + 1) of \(list.count)")
            let damage = columns.damage(of: one.key)
            guard !damage.isEmpty else { continue }
            damaged += 1
            Console.endProgress()
            for error in damage { Console.note(error.description) }
            do throws(CacheError) { try columns.discard(one.key) } catch {
                throw CommandFailure(.failed, error.description)
            }
            Console.note("\(one.source.isEmpty ? one.key : one.source): thrown away; the next run reads it again")
        }
        Console.endProgress()
        Console.line("\(list.count) verified: \(list.count - damaged) whole, \(damaged) damaged")
        guard damaged == 0 else { throw CommandFailure(.check) }
    }
}

/// `backtest data cache clear`.
struct CacheClearCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear", abstract: "Throws away what is kept: all, or what comes of one source.")

    @Argument(
        help: ArgumentHelp(
            "The source as the list shows it: a file's path, or http://127.0.0.1:8086/DATABASE/MEASUREMENT.",
            valueName: "source"))
    var source: String?

    func run() throws {
        let columns = try DataCacheCommand.columns()
        let cleared: (entries: Int, bytes: Int)
        do throws(CacheError) {
            if let source { cleared = try columns.clear(source: source) } else { cleared = try columns.clear() }
        } catch {
            throw CommandFailure(.failed, error.description)
        }
        if let source, cleared.entries == 0 {
            throw CommandFailure(
                .usage, "error: nothing of '\(source)' is kept; backtest data cache list shows the sources")
        }
        Console.line(
            "\(cleared.entries) \(cleared.entries == 1 ? "entry" : "entries"), "
                + "\(ProgressText.bytes(cleared.bytes)) thrown away")
    }
}
