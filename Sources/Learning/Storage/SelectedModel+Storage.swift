extension SelectedModel.Fitted: StorableModel {
    /// The chosen model, as it would be stored alone; how the others did is not stored.
    ///
    /// - Throws: `LearningError.parameter` where it cannot be stored.
    public var stored: StoredModel {
        get throws(LearningError) { try StoredModel(of: model) }
    }
}
