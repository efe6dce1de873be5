import ArgumentParser
import ColumnCache
import DataSources
import Foundation
import GradientBoosting
import LinearAlgebra
import Reports
import Research
import TimeSeries

/// `backtest doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Checks what the program needs of this machine.",
        discussion: "Ends with status 6 where something needed is missing; what is only useful is a note.")

    private struct Finding {
        enum Verdict: String { case fine = "ok", note = "note", missing = "MISSING" }
        var verdict: Verdict
        var what: String
        var detail: String
    }

    func run() throws {
        let findings = [
            program, linearAlgebra, trees, zones, calendar, charts, browser, runs, cache, server, columnarFiles,
        ]
        Console.out(TextTable.text(findings.map { [$0.verdict.rawValue, $0.what, $0.detail] }))
        if findings.contains(where: { $0.verdict == .missing }) {
            throw CommandFailure(.check, "something needed is missing")
        }
    }

    private var program: Finding {
        Finding(
            verdict: .fine, what: "backtest",
            detail: "\(Version.current), \(ProcessInfo.processInfo.operatingSystemVersionString), "
                + "\(ProcessInfo.processInfo.processorCount) processors")
    }

    private var linearAlgebra: Finding {
        do {
            try BLASCheck.require()
            return Finding(
                verdict: .fine, what: "linear algebra", detail: "OpenBLAS multiplies, factors and solves rightly here")
        } catch { return Finding(verdict: .missing, what: "linear algebra", detail: "\(error)") }
    }

    private var trees: Finding {
        do {
            let version = try GradientBoostedTrees.libraryVersion()
            return Finding(verdict: .fine, what: "boosted trees", detail: "XGBoost \(version)")
        } catch {
            return Finding(verdict: .note, what: "boosted trees", detail: "\(error)")
        }
    }

    private var zones: Finding {
        do {
            let zone = try ZoneOffsets.named("America/New_York")
            return Finding(
                verdict: zone.transitions.count > 100 ? .fine : .missing, what: "time zones",
                detail: zone.transitions.count > 100
                    ? "America/New_York has \(zone.transitions.count) changes of offset"
                    : "the zone database is incomplete; apt-get install tzdata")
        } catch {
            return Finding(verdict: .missing, what: "time zones", detail: "\(error); apt-get install tzdata")
        }
    }

    private var calendar: Finding {
        do {
            let calendar = try TradingCalendar.named("XNYS")
            return Finding(
                verdict: .fine, what: "calendars", detail: "XNYS has \(calendar.sessions.count) sessions by rule")
        } catch {
            return Finding(verdict: .missing, what: "calendars", detail: "\(error)")
        }
    }

    private var charts: Finding {
        if let library = InstalledCharts.dygraphs() {
            return Finding(
                verdict: .fine, what: "charts", detail: "dygraphs \(library.version) in \(InstalledCharts.folder)")
        }
        return Finding(
            verdict: .note, what: "charts",
            detail: "reports have still pictures only; apt-get install libjs-dygraphs for charts that zoom")
    }

    private static func isOnSearchPath(_ name: String) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    private var cache: Finding {
        let columns: ColumnCache
        do {
            guard let found = try CacheOption.columns() else {
                return Finding(
                    verdict: .note, what: "cache",
                    detail: "no HOME and no BACKTEST_CACHE: no bars are kept between runs")
            }
            columns = found
        } catch { return Finding(verdict: .note, what: "cache", detail: "\(error)") }
        // The folder is made at its first use: what counts is the nearest one that is there.
        var folder = URL(fileURLWithPath: columns.folder)
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
            folder.deleteLastPathComponent()
        }
        return FileManager.default.isWritableFile(atPath: folder.path)
            ? Finding(verdict: .fine, what: "cache", detail: "bars are kept in \(columns.folder)")
            : Finding(
                verdict: .note, what: "cache",
                detail: "\(columns.folder) cannot be written: no bars are kept between runs; set BACKTEST_CACHE")
    }

    private var server: Finding {
        FileManager.default.isExecutableFile(atPath: ServerProgram.path)
            ? Finding(verdict: .fine, what: "server", detail: "data listen uses \(ServerProgram.path)")
            : Finding(
                verdict: .note, what: "server",
                detail: "data listen over HTTP needs it; swift build -c release --product backtest-server")
    }

    private var columnarFiles: Finding {
        DoctorCommand.isOnSearchPath("duckdb")
            ? Finding(verdict: .fine, what: "duckdb", detail: "data convert reads and writes Parquet")
            : Finding(
                verdict: .note, what: "duckdb", detail: "data convert needs it for Parquet; pip install duckdb-cli")
    }

    private var browser: Finding {
        DoctorCommand.isOnSearchPath("xdg-open")
            ? Finding(verdict: .fine, what: "browser", detail: "run --open uses xdg-open")
            : Finding(verdict: .note, what: "browser", detail: "run --open needs xdg-open; apt-get install xdg-utils")
    }

    private var runs: Finding {
        let folder = FileManager.default.currentDirectoryPath
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return Finding(
                verdict: .missing, what: "runs", detail: "\(folder) cannot be written; work elsewhere or use --out")
        }
        let values = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        let free = (values?[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        return Finding(
            verdict: free > 100_000_000 ? .fine : .note, what: "runs",
            detail: "\(ProgressText.bytes(free)) free for runs in \(folder)")
    }
}
