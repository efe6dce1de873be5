extension StillPlot {
    /// Marks the chosen point with a ring that stands out from any tone.
    mutating func mark(_ point: (Double, Double)) {
        for tone in ["halo", "chosen", "core"] { dots([point], tone: tone) }
    }
}
