import DataSources
import Research
import StrategyKit

/// What an error of a study means on the command line.
enum StudyFailure {
    /// Runs `body`, turning its error into a message and an exit status.
    ///
    /// - Parameter columns: Where files lie for which messages have other names.
    static func rethrow<Value>(
        _ columns: ColumnarFolder? = nil, _ body: () throws(StudyError) -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch {
            var failure = CommandFailure(error)
            if let columns { failure.message = failure.message.map { columns.original($0) } }
            throw failure
        }
    }
}

extension CommandFailure {
    init(_ error: StudyError) {
        switch error {
        case .data(let error): self.init(ExitStatus(error, ofConfig: true), error.description)
        case .unsuitable(let text, let place):
            self.init(.config, (place.map { "\($0): " } ?? "") + "error: \(text)")
        case .interrupted: self.init(.interrupted, "interrupted: nothing was written")
        case .folder(let error): self.init(.failed, error.description)
        }
    }
}

extension ExitStatus {
    /// What an error of the data path means.
    ///
    /// - Parameter ofConfig: Whether what was said about the data stands in a config.
    init(_ error: DataError, ofConfig: Bool = false) {
        switch error {
        case .output: self = .failed
        case .option, .unknownZone, .unknownCalendar: self = ofConfig ? .config : .data
        default: self = .data
        }
    }
}
