import Core
import DataSources
import Foundation
import LineProtocol
import TestSupport

/// Lines and records as tests need them.
enum IngestFixtures {
    static let minute = Timestamp.minute
    static let ticks = BarMapping(
        measurement: "trade", content: .ticks(price: "price", size: "size"), length: Timestamp.minute)

    static func record(_ text: String, received: Int64 = 0) -> JournalRecord {
        JournalRecord(
            received: Timestamp(nanoseconds: received), dialect: .version1And2, precision: .nanoseconds,
            lines: Array(text.utf8))
    }

    static func add(_ text: String, to assembler: inout BarAssembler, received: Int64 = 0) {
        let record = record(text, received: received)
        var taking = assembler
        record.decode { taking.add($0, received: record.received) }
        assembler = taking
    }

    static func text(_ bars: [CompletedBar]) -> [String] {
        bars.map { bar in
            "\(bar.symbol) \(bar.start.nanoseconds / minute) \(bar.open) \(bar.high) \(bar.low) \(bar.close) \(bar.volume)"
                + (bar.isRevision ? " revised" : "")
        }
    }

    static func trade(_ symbol: String, _ seconds: Double, _ price: Double, _ size: Double, more: String = "") -> String
    {
        "trade,symbol=\(symbol)\(more) price=\(price),size=\(size) \(Int64(seconds * 1e9))\n"
    }
}

/// Bars that a receiver got.
final class ReceivedBars {
    var bars: [CompletedBar] = []
}
