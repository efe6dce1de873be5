import Core
import Foundation
internal import GRDB

extension Ledger {
    /// Writes the attempts that meet a filter, in the order in which they were recorded.
    ///
    /// - Parameters:
    ///   - form: CSV or JSON lines.
    ///   - filter: Which.
    ///   - sink: Takes the text in pieces of whole lines. It must not use this ledger, which is busy.
    /// - Returns: The number of attempts written.
    @discardableResult
    public func export(
        _ form: LedgerForm, _ filter: LedgerFilter = LedgerFilter(), to sink: (String) throws(LedgerError) -> Void
    ) throws(LedgerError) -> Int {
        // A piece is written before the next attempt is read: the file of a large ledger is never in memory.
        let lines = LedgerLines(form: form, metrics: form == .csv ? try metricColumns() : [])
        var piece = lines.header
        var count = 0
        try visit(filter) { (entry) throws(LedgerError) in
            lines.append(entry, to: &piece)
            count += 1
            if piece.utf8.count > 65_536 {
                try sink(piece)
                piece = ""
            }
            return true
        }
        if !piece.isEmpty { try sink(piece) }
        return count
    }

    /// The names of all metrics in the ledger, in the order in which they came into it.
    private func metricColumns() throws(LedgerError) -> [String] {
        try reading { database in
            var seen: Set<String> = []
            return try metricNames(database).sorted { $0.key < $1.key }.flatMap(\.value).filter {
                seen.insert($0).inserted
            }
        }
    }
}
