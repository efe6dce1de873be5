public import DataSources

/// Why a study could not be run.
public enum StudyError: Error {
    /// The data are bad or unreadable.
    case data(DataError)
    /// The config asks for something that these data or this strategy do not allow, in a whole sentence.
    case unsuitable(String)
    /// It was interrupted.
    case interrupted
    /// A file could not be written.
    case folder(FolderError)
}
