package dev.donmai.config.internal.yaml;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.json.JsonReadContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets Jackson bind a YAML document to records: a parser over its tokens. */
public final class YamlCursor extends ParserMinimalBase {

    private static final YamlToken BEFORE_FIRST = new YamlToken(JsonToken.NOT_AVAILABLE, "", null, 1, 1);

    private final List<YamlToken> tokens;
    private int next;
    private YamlToken current = BEFORE_FIRST;
    private JsonReadContext context = JsonReadContext.createRootContext(null);
    private @Nullable ObjectCodec codec;

    public YamlCursor(List<YamlToken> tokens) {
        super(StreamReadConstraints.defaults());
        this.tokens = tokens;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        if (next == tokens.size()) {
            _currToken = null;
            return null;
        }
        current = tokens.get(next++);
        switch (current.kind()) {
            case START_OBJECT -> {
                context.expectComma();
                context = context.createChildObjectContext(current.line(), current.column());
            }
            case START_ARRAY -> {
                context.expectComma();
                context = context.createChildArrayContext(current.line(), current.column());
            }
            case END_OBJECT, END_ARRAY -> context = context.getParent();
            case FIELD_NAME -> context.setCurrentName(current.text());
            // Counts the elements of a list, so that errors can name them.
            default -> context.expectComma();
        }
        _currToken = current.kind();
        return _currToken;
    }

    @Override
    public String getText() {
        return switch (current.kind()) {
            case START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY ->
                current.kind().asString();
            default -> current.text();
        };
    }

    @Override
    public char[] getTextCharacters() {
        return getText().toCharArray();
    }

    @Override
    public boolean hasTextCharacters() {
        return false;
    }

    @Override
    public int getTextLength() {
        return getText().length();
    }

    @Override
    public int getTextOffset() {
        return 0;
    }

    @Override
    public Number getNumberValue() throws IOException {
        Number number = current.number();
        if (number == null) {
            throw _constructError("not a number");
        }
        return number;
    }

    @Override
    public NumberType getNumberType() throws IOException {
        return switch (getNumberValue()) {
            case Integer ignored -> NumberType.INT;
            case Long ignored -> NumberType.LONG;
            case BigInteger ignored -> NumberType.BIG_INTEGER;
            default -> NumberType.DOUBLE;
        };
    }

    /** Fractions are dropped, as the reference's reader does. */
    @Override
    public int getIntValue() throws IOException {
        double value = getNumberValue().doubleValue();
        if (!(value > Integer.MIN_VALUE - 1.0 && value < Integer.MAX_VALUE + 1.0)) {
            reportOverflowInt();
        }
        return getNumberValue().intValue();
    }

    @Override
    public long getLongValue() throws IOException {
        Number number = getNumberValue();
        boolean fits = number instanceof Integer || number instanceof Long || Math.abs(number.doubleValue()) < 0x1p63;
        if (!fits) {
            reportOverflowLong();
        }
        return number.longValue();
    }

    @Override
    public BigInteger getBigIntegerValue() throws IOException {
        return getNumberValue() instanceof BigInteger big ? big : BigInteger.valueOf(getLongValue());
    }

    @Override
    public float getFloatValue() throws IOException {
        return getNumberValue().floatValue();
    }

    @Override
    public double getDoubleValue() throws IOException {
        return getNumberValue().doubleValue();
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        return new BigDecimal(getNumberValue().toString());
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        throw _constructError("binary values are not supported");
    }

    @Override
    public JsonReadContext getParsingContext() {
        return context;
    }

    @Override
    public JsonLocation currentLocation() {
        return new JsonLocation(ContentReference.unknown(), -1, current.line(), current.column());
    }

    @Override
    public JsonLocation currentTokenLocation() {
        return currentLocation();
    }

    @Override
    public @Nullable String currentName() {
        JsonToken kind = current.kind();
        boolean opened = kind == JsonToken.START_OBJECT || kind == JsonToken.START_ARRAY;
        return opened ? context.getParent().getCurrentName() : context.getCurrentName();
    }

    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    @Override
    public @Nullable String getCurrentName() {
        return currentName();
    }

    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    @Override
    public JsonLocation getCurrentLocation() {
        return currentLocation();
    }

    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    @Override
    public JsonLocation getTokenLocation() {
        return currentLocation();
    }

    @Override
    public void overrideCurrentName(String name) {
        try {
            context.setCurrentName(name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable ObjectCodec getCodec() {
        return codec;
    }

    @Override
    public void setCodec(@Nullable ObjectCodec codec) {
        this.codec = codec;
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    protected void _handleEOF() {
        // The tokens are complete: there is no end in the middle of a value.
    }

    @Override
    public void close() {
        next = tokens.size();
    }

    @Override
    public boolean isClosed() {
        return next == tokens.size() && _currToken == null;
    }
}
