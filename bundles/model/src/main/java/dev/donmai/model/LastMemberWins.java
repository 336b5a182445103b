package dev.donmai.model;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.PropertyMetadata;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.CreatorProperty;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.impl.PropertyValueBuffer;
import java.io.IOException;
import java.io.Serial;
import java.util.Arrays;

/**
 * Makes Jackson wait for the end of an object before it makes the record. By itself it makes the record as soon as every
 * component has a value, and then has no place for a second member of the same name. So each record gets one more
 * component here, which no document can name.
 */
final class LastMemberWins extends BeanDeserializerModifier {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final PropertyName UNNAMED = PropertyName.construct("\u0000end");

    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
        if (description.getBeanClass().isRecord()) {
            builder.setValueInstantiator(new Waiting(builder.getValueInstantiator()));
        }
        return builder;
    }

    private static final class Waiting extends ValueInstantiator.Delegating {

        @Serial
        private static final long serialVersionUID = 1L;

        Waiting(ValueInstantiator record) {
            super(record);
        }

        @Override
        public SettableBeanProperty[] getFromObjectArguments(DeserializationConfig config) {
            SettableBeanProperty[] components = super.getFromObjectArguments(config);
            SettableBeanProperty[] waiting = Arrays.copyOf(components, components.length + 1);
            waiting[components.length] = CreatorProperty.construct(
                    UNNAMED,
                    config.constructType(Object.class),
                    null,
                    null,
                    null,
                    null,
                    components.length,
                    null,
                    PropertyMetadata.STD_OPTIONAL);
            return waiting;
        }

        @Override
        public Object createFromObjectWith(
                DeserializationContext context, SettableBeanProperty[] components, PropertyValueBuffer values)
                throws IOException {
            return createFromObjectWith(context, values.getParameters(components));
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] components) throws IOException {
            return super.createFromObjectWith(context, Arrays.copyOf(components, components.length - 1));
        }
    }
}
