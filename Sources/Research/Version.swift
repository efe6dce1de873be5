/// The version of the program, part of every run's identity.
public enum Version {
    /// The version, as tags of the repository have it.
    public static let current = "0.1.0"
}
