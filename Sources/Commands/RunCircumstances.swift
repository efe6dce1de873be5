import Foundation
import Reports

/// What depends on clock and host, for the one block of the report that may differ between equal runs.
enum RunCircumstances {
    /// In lines.
    ///
    /// - Parameter notes: What is said of the data that hangs on the moment.
    static func lines(_ clock: Stopwatch, _ notes: [String]) -> [LabelledText] {
        let host = ProcessInfo.processInfo
        return [
            LabelledText("Host", "\(host.operatingSystemVersionString), \(host.processorCount) processors"),
            LabelledText(
                "Seconds",
                clock.laps.map { "\($0.label) \(SummaryFigure.fixed($0.seconds, 3))" }.joined(separator: ", ")),
        ] + notes.map { LabelledText("Data", $0) }
    }
}
