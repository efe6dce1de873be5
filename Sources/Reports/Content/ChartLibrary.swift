/// The text of dygraphs, read by the caller from its installed place and put into the page.
///
/// Debian's `libjs-dygraphs` installs `/usr/share/javascript/dygraphs/dygraph.min.js` and `dygraph.min.css`.
/// - Verified by: `ChartLibraryTests`.
public struct ChartLibrary: Hashable, Sendable {
    /// The JavaScript, which defines the global `Dygraph`.
    public var script: String
    /// The style sheet.
    public var style: String
    /// A line that names the licence and its holders.
    public var licence: String
    /// The version: `2.2.1`.
    public var version: String

    /// A library's text.
    public init(script: String, style: String, licence: String, version: String) {
        self.script = script
        self.style = style
        self.licence = licence
        self.version = version
    }
}
