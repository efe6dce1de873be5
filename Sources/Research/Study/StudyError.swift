public import DataSources
public import StrategyKit

/// Why a study could not be run.
public enum StudyError: Error {
    /// The data are bad or unreadable.
    case data(DataError)
    /// The config asks for something that these data or this strategy do not allow, in a whole sentence; where the config
    /// says so, if that is known.
    case unsuitable(String, at: SourcePlace? = nil)
    /// It was interrupted.
    case interrupted
    /// A file could not be written.
    case folder(FolderError)
}

extension StudyError: CustomStringConvertible {
    /// What is wrong, without the place.
    public var description: String {
        switch self {
        case .data(let error): error.description
        case .unsuitable(let text, _): text
        case .interrupted: "interrupted"
        case .folder(let error): error.description
        }
    }
}

extension StudyError {
    /// An error of the data path; one about what the config says of the data has the place there.
    init(_ error: DataError, _ configuration: StudyConfiguration) {
        let key: String
        switch error {
        case .unknownCalendar: key = "data.calendar"
        case .unknownZone: key = "data.zone"
        default:
            self = .data(error)
            return
        }
        // Where there is no file to name, the text begins with the word that the place goes before.
        self = .unsuitable(
            String(error.description.trimmingPrefix("error: ")), at: configuration.place(of: key))
    }
}
